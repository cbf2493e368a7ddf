// Hearing a turn: the recording beside the transcript, where there is one.

import { h } from "./dom.js";
import { seconds } from "./text.js";

export class Sound {
  constructor(session) {
    this.session = session;
    this.audio = h("audio", { controls: true, preload: "none", "aria-label": "Recording" });
    this.element = h("div", { class: "sound", hidden: true }, this.audio);
    this.loaded = null;
    session.on("open", () => {
      this.audio.pause();
      this.element.hidden = true;
    });
  }

  /** Play from a time into the recording, such as 00:01:02. */
  async playFrom(time) {
    const { open } = this.session;
    if (this.loaded !== open.id) {
      const address = await this.session.desk.recording(open.id);
      if (!address) return this.session.tell("problem", `The recording is not where it was: ${open.recording}. Put it there, or unpack it beside the transcript.`);
      this.audio.src = address;
      this.loaded = open.id;
    }
    this.element.hidden = false;
    this.audio.currentTime = seconds(time) ?? 0;
    try {
      await this.audio.play();
    } catch {
      this.session.tell("problem", "The recording cannot be played here. Is its file still beside the transcript?");
    }
    return undefined;
  }

  /** Stop, or go on, or begin with a turn. */
  toggle(turn) {
    const { open } = this.session;
    if (!open?.recording) this.session.tell("problem", "This document has no recording.");
    else if (this.loaded === open.id && !this.audio.paused) this.audio.pause();
    else this.playFrom(turn?.said_at || "00:00");
  }
}
