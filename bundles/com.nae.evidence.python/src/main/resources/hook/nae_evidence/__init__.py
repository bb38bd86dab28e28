"""Reports the exceptions of one Python program to the runtime of NAE, with the standard library only."""
