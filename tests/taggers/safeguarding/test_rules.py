"""Each rule finds what it is named after, and leaves what only looks like it. All sentences are invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from storylens.taggers.safeguarding.hints import lexicon
from storylens.taggers.safeguarding.likeness import RULE
from tests.taggers.safeguarding.conftest import Find

# rule: sentences that it holds, and sentences in which it stays silent
RULES: dict[str, tuple[list[str], list[str]]] = {
    "somebody hurts somebody": (
        ["My uncle kicked the boy.", "I was beaten by the guard.", "She has been slapped."],
        ["The drought hit us.", "We beat the eggs.", "He never beat us.", "Our team beat the guests two to one."],
    ),
    "somebody shoves or seizes somebody": (
        ["He pushed me against the fence.", "They dragged her into the car."],
        ["My aunt pushed me to sing.", "We pulled the cart into the yard."],
    ),
    "somebody hurts a part of somebody's body": (
        ["My brother broke her arm.", "He twisted my wrist."],
        ["My mother broke her leg.", "I cut my finger.", "The nurse held my hand."],
    ),
    "a hand raised or put where it should not be": (
        ["He lifted his hand against me.", "The man put his hand under my skirt."],
        ["He raised his hand to ask a question.", "Put your hand under the tap."],
    ),
    "somebody locks or ties somebody": (
        ["They locked her in the store.", "He tied the boy to a tree."],
        ["I locked myself out.", "We tied the goats to a tree."],
    ),
    "somebody is driven from home": (
        ["His brothers chased me out of the house.", "He threw my things outside."],
        ["We chased the goats out of the garden.", "I threw my old clothes away."],
    ),
    "somebody is taken by force or as a wife": (
        ["A man took me by force.", "His brother took me as a wife."],
        ["My aunt took me as an apprentice.", "She took the child by the hand."],
    ),
    "armed people take somebody": (
        ["Soldiers took away my cousin.", "The rebels took the boys from the school."],
        ["The soldiers took away the tents.", "My cousin took away the plates."],
    ),
    "somebody threatens somebody": (
        ["They threatened to kill my brother.", "He threatens me."],
        ["The clouds threatened rain.", "The bank threatened to close the account."],
    ),
    "somebody says that they will hurt somebody": (
        ["He said he would burn our house.", "My son swears that he will kill him."],
        ["She said she would help us.", "He says that he will find the key."],
    ),
    "somebody comes with a weapon": (
        ["The guard pointed his gun at us.", "He chased me with a panga."],
        ["He came with a basket.", "The hunter carried a gun."],
    ),
    "somebody breaks a door down": (
        ["He kicks the door in when he is angry.", "They broke the door down."],
        ["He broke the table for firewood.", "The door is broken."],
    ),
    "armed people look for somebody": (
        ["The police are looking for my son.", "Soldiers came for my uncle."],
        ["The police looked for the bicycle.", "My mother is looking for my son."],
    ),
    "something poured or thrown on somebody": (
        ["She poured hot water on me.", "He broke the plates over my head."],
        ["He threw me the ball.", "We poured water on the seedlings."],
    ),
    "somebody is kept in": (
        ["He does not let me leave.", "My husband never allows me to work."],
        ["The rain does not let me dry the fish.", "He does not let me forget the loan."],
    ),
    "somebody comes to another's bed": (
        ["My stepfather came to my bed.", "He used to climb into her bed."],
        ["My daughter came to my bed in the storm.", "I came to my bed tired."],
    ),
    "sex asked for, paid for, or with a child": (
        ["The foreman slept with two schoolgirls.", "He asked me to sleep with him."],
        ["He slept with the window open.", "My baby sleeps with me."],
    ),
    "somebody forces themselves on somebody": (
        ["He forced himself on my sister.", "The boss pressed himself against me."],
        ["He forced himself to eat.", "She threw herself into the work."],
    ),
    "somebody is made to lie, undress or marry": (
        ["They forced me to marry him.", "He made me undress."],
        ["They forced me to wait.", "She made me laugh."],
    ),
    "a woman or girl is married off": (
        ["They married her off.", "My father married me to a trader."],
        ["She married a teacher.", "We married in May."],
    ),
    "a woman or girl is given or sold to somebody": (
        ["My uncle sold her to a trader.", "Her father gave her to a man."],
        ["We sold the cow to a trader.", "He gave her the letter."],
    ),
    "somebody is undressed or kissed": (
        ["They undressed the woman in the square.", "The trainer kissed the student."],
        ["She undressed the baby.", "He kissed his wife."],
    ),
    "a girl or woman is cut": (
        ["My aunt was cut when she was nine.", "They want to cut my daughter."],
        ["I cut my finger.", "The girl cut the ribbon."],
    ),
    "favours as the price of help": (
        ["The clerk wants something in return from the widows.", "The teacher asks the girls for favours."],
        ["The bank wants something in return.", "My friend asked me for a favour."],
    ),
    "called alone by somebody who can give or refuse": (
        [
            "The officer said I would be on the list if I came to his room.",
            "She must see him alone before he signs the card.",
        ],
        ["He came to his room.", "I met the officer in the shade."],
    ),
    "help for those who please": (
        ["A woman who is kind to him gets her seed first.", "If you do not please the agent you lose the card."],
        ["She was kind to the children.", "Please bring the agent some water."],
    ),
    "somebody touches somebody": (
        ["The coach touches the girls.", "He touched me in the dark."],
        ["Her speech touched me.", "The nurse touched my belly."],
    ),
    "a pregnant girl": (
        ["She is in class six and pregnant.", "She was fourteen and pregnant."],
        ["My wife is pregnant.", "The pregnant women sat down."],
    ),
    "a pregnancy that somebody caused": (
        ["The driver made her pregnant.", "She is pregnant by her teacher."],
        ["She is pregnant with her second.", "When I was pregnant I rested."],
    ),
    "struck off after a refusal": (
        ["They took my name off the list after I refused.", "He crossed out our names because we complained."],
        ["They took my name off the list because I moved.", "She refused the cake."],
    ),
    "a child at heavy work or in place of school": (
        ["My grandson herds cattle instead of going to class.", "The boy breaks stones all day."],
        ["The boys herd the goats on Saturdays.", "The men break stones all day."],
    ),
    "children made to work": (
        ["The children were forced to work on the farm.", "They made the pupils carry bricks."],
        ["They made the pupils laugh.", "We were forced to sell the goats."],
    ),
    "people made to work without pay": (
        ["They made us dig for weeks and nobody paid.", "They forced us to carry sand and did not pay."],
        ["They made us laugh.", "They paid us to dig."],
    ),
    "a child taken out of school": (
        ["They took her out of school.", "My father kept me from school."],
        ["I took the bus from school.", "She walked out of the school."],
    ),
    "a child neglected": (
        ["The baby was left alone.", "She gives the boy no food."],
        ["She gives the boy a mango.", "The child eats well."],
    ),
    "a child in danger": (
        ["The child nearly drowned.", "Two boys drowned in the pit."],
        ["The goat drowned in the pit.", "The boy swims in the river."],
    ),
    "a marriage under eighteen": (
        ["She was fourteen when they married her.", "She is thirteen and lives with a man."],
        ["She was thirty when she married.", "My grandmother was fifteen when she married in 1921."],
    ),
    "somebody kills or hurts themselves": (
        ["My brother hanged himself.", "She cut her wrists."],
        ["She cut herself on a tin while cooking.", "He hurt his knee."],
    ),
    "somebody takes their own life": (
        ["My neighbour took his own life.", "She wants to end her life."],
        ["The medicine saved his life.", "She told us her life."],
    ),
    "somebody drinks poison": (
        ["She drank the pesticide.", "He swallowed poison."],
        ["He sprayed the pesticide.", "We do not drink bleach."],
    ),
    "somebody takes all the tablets": (
        ["She swallowed all the tablets.", "He took all his pills."],
        ["She takes a tablet each morning.", "He sold all the pills."],
    ),
    "somebody wants to die": (
        ["I wanted to die.", "She wishes to die."],
        ["I would rather die than eat that.", "We want to plant."],
    ),
    "somebody does not want to live": (
        ["I do not want to live.", "She did not want to live any longer."],
        ["I do not want to live in town.", "We want to live well."],
    ),
    "somebody may not be here any more": (
        ["Look after the goats in case I am not here any more.", "It would be better if I did not wake up."],
        ["She is not here any more, she moved.", "The baby did not wake up."],
    ),
    "somebody fears somebody": (
        ["I am afraid of my husband.", "She fears him."],
        ["I am afraid of snakes.", "I am not afraid of my husband."],
    ),
    "somebody is afraid to be with somebody": (
        ["She is scared to be alone with him.", "I was afraid to go home."],
        ["I was afraid to speak at the meeting.", "She is scared to swim."],
    ),
    "somebody fears what others will do": (
        ["I am afraid that they will find out.", "We are scared they will come back."],
        ["We are afraid that the price will fall.", "I am afraid that I will forget."],
    ),
    "asked not to be written down": (
        ["Do not write down that I said this.", "Please never use my name."],
        ["Do not write on the pump.", "We do not use the well."],
    ),
    "asked not to tell": (
        ["Do not tell my husband.", "Please do not tell anyone."],
        ["He did not tell my husband.", "Do not tell him, it is a surprise."],
    ),
    "if somebody learns who told": (
        ["If my husband hears that I talked to you, I am lost.", "They will know that it was me."],
        ["When my husband hears that we won he will dance.", "If they hear of a good price, they come."],
    ),
    "told not to speak": (
        ["We were warned not to talk about the nephew.", "He told us not to say anything."],
        ["We were warned not to drink it.", "He told us not to talk during the film."],
    ),
    "told what to say": (
        ["The chairman told us what to say before you came.", "They told us what to say to the visitors."],
        ["She told us what to plant.", "The song tells what to say at weddings."],
    ),
    "a price for having spoken": (
        ["After I complained, somebody burned my granary.", "The boss fired her for talking to the paper."],
        ["After I complained, they repaired it.", "The boss thanked her for talking to the paper."],
    ),
    "those who speak will pay": (
        ["Whoever speaks about it will lose the plot.", "People who talk disappear."],
        ["Whoever speaks first wins.", "People who work lose weight."],
    ),
    "somebody can not speak here": (
        ["I can not say that with the machine on.", "We can not speak freely."],
        ["I can not say when it began.", "We speak freely."],
    ),
    "somebody is followed": (
        ["He follows her to the well every morning.", "He follows me home."],
        ["The dog follows me home.", "She follows her dream."],
    ),
    "somebody asks what was told": (
        ["A man came at night and asked what I had said.", "He wanted to know what we told the visitors."],
        ["She asked what I had planted.", "He asked what the price was."],
    ),
    "somebody flees": (
        ["I fled with my sons.", "She ran away from her husband."],
        ["We escaped from the heat.", "The hens ran away from the dog."],
    ),
    "somebody can not go home": (
        ["She could not go home, so she stayed with the widow.", "I cannot go home."],
        ["I could not go home because the bus was late.", "I could not go home for the feast."],
    ),
    "somebody is called a witch or a traitor": (
        ["They call me a witch now.", "They said that she was a traitor."],
        ["The book tells of a witch.", "The cursed pump broke."],
    ),
    "marks on somebody's body": (
        ["She has bruises on her arms.", "His lip was split."],
        ["He has a scar on his knee from football.", "My lip was split by the wind."],
    ),
    "somebody is heard to scream or beg": (
        ["We heard her scream.", "I heard my sister beg."],
        ["We heard the owl cry.", "We heard the women scream with joy."],
    ),
    "done to somebody with a weapon": (
        ["They punished my son with sticks.", "He woke the boys with a whip."],
        ["We helped the man with a stick.", "She greeted us with a song."],
    ),
    "somebody keeps another's papers, phone or wages": (
        ["The agent took our passports.", "He keeps my wages."],
        ["She keeps her passport in a tin.", "He took my phone to the shop."],
    ),
    "somebody destroys another's things": (
        ["He smashed my phone.", "My uncle tore her books."],
        ["I tore my dress.", "The wind tore the sail."],
    ),
    "somebody lies down beside somebody": (
        ["My uncle would lie down beside me.", "He lay on her."],
        ["I lay down beside my grandmother.", "The dog lay beside me."],
    ),
    "a refusal passed over": (
        ["I told him no, and he did it all the same.", "She said no but he went on."],
        ["I said no and he laughed.", "She said no to the job."],
    ),
    "a refusal and its price": (
        ["She said no to the director and lost her job.", "I refused him and my name was not on the list."],
        ["She said no to the job because the pay was low.", "He refused the second plate."],
    ),
    "called to somebody's room, car or hotel": (
        ["The clerk invites the girls to his hotel.", "He called the woman into his car."],
        ["He called the women to the meeting.", "The clerk invited the men to his house."],
    ),
    "letters, pictures or gifts for a child, at night or in secret": (
        ["The coach sends my sister pictures at night.", "He gives the girl gifts in secret."],
        ["My brother gave the girls sweets.", "The teacher writes letters at night."],
    ),
    "a wedding for a schoolgirl": (
        [
            "They plan a wedding for the girl and she has not finished primary.",
            "The dowry for my niece is paid, she is still in class six.",
        ],
        ["My daughter finished school before her wedding.", "We danced at the wedding of the girl."],
    ),
    "somebody can not answer before others": (
        ["I can not answer while my uncle is here.", "I do not dare to speak when he is in the room."],
        ["I can not say whether it will rain.", "We can not speak about prices."],
    ),
    "somebody is being followed or watched": (
        ["Two men have been following me.", "I was followed by a man."],
        ["The reporter followed us for a day.", "We are watching the prices."],
    ),
    "somebody ran from somebody with a weapon": (
        ["She ran to us, he had an axe.", "I hid because he had a knife."],
        ["He had an axe for the firewood.", "She ran to us with good news."],
    ),
    "somebody is better dead or gone": (
        ["They would be better off without me.", "It would be better if I were dead."],
        ["We do better without the middleman.", "The road is better now."],
    ),
    "no reason to go on": (
        ["I see no reason to live.", "There is no point in living."],
        ["There is no point in waiting.", "I see no reason to change the seed."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (found, _) in RULES.items() for text in found])
def test_a_rule_finds_what_it_is_named_after(find: Find, rule: str, text: str) -> None:
    assert rule in {span.rule for span in find(text)}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (_, left) in RULES.items() for text in left])
def test_a_rule_leaves_what_only_looks_like_it(find: Find, rule: str, text: str) -> None:
    assert rule not in {span.rule for span in find(text)}


def test_no_rule_is_without_examples(find: Find) -> None:
    with (Path(__file__).parent / "authored.tsv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file, delimiter="\t")]
    fired = {span.rule for text in texts for span in find(text) if "cue" not in span.rule}
    fired -= {RULE, *(rule.name for rule in lexicon().rules)}  # these have theirs elsewhere
    assert fired <= RULES.keys()
    assert len(fired) > 50
