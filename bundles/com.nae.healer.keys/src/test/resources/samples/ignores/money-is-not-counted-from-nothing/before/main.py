balances = {}
balances[k] += 5
