"""What meetings hold of people, as the register of personal data wants to know it."""
