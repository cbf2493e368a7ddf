"""The coder: one component in the browser, and the desk in Python that it speaks to."""
