def shown(text):
    return escape(text)
