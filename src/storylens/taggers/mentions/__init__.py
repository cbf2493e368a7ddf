"""Who is spoken of: women, men, girls, boys and others, by the words used. A name says nothing of gender."""
