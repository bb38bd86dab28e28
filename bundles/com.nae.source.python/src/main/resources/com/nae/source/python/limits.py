def limit(question):
    return {}
