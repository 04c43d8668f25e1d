"""What `groupwork` can do, a file a command. What a command needs it imports when it is called, so that none waits for another's."""
