"""What comes in from outside: pages fetched from the network and documents of several formats."""
