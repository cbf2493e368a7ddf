"""The project folder and its database. All SQL is in this room."""

from storylens.store.database import Store, now
from storylens.store.folder import Folder, file_hash, me, write_whole

__all__ = ["Folder", "Store", "file_hash", "me", "now", "write_whole"]
