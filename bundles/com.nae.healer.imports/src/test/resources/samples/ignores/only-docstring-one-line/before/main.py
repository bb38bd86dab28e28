"doc"; print(json.dumps(1))
