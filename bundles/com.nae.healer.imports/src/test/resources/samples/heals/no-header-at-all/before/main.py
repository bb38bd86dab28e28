X = json.dumps({})
