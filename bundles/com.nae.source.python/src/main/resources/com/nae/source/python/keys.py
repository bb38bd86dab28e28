def key_read(question):
    return {}
