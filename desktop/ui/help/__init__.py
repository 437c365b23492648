"""Help inside the app: what a question is for, good and poor examples, what happens to what one writes, whom to ring, the keyboard, and guides to print."""
