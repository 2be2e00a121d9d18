"""What is known of people, and how they are erased."""
