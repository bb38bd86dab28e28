"""The resident helper: answers questions about Python sources inside the worker's interpreter.

The runtime sends this package over standard input, so no file of it lies on the target.
`bootstrap.py` receives it, `serve.py` answers the questions.
"""
