"""Text messages: how they are worded, how they leave by one gateway, what is done when one comes back."""
