"""What the community sees of its gifts: kinds, places, hours, helpers also helped. Nobody's balance."""
