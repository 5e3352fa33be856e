"""The figure studio: draws the pictures of poses, shows them, and knows which are stale."""
