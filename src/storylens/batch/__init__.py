"""Long work over many files and documents: it resumes from what is missing and can be stopped at any time."""
