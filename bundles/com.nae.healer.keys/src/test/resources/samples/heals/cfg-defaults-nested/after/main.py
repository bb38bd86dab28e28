DEFAULTS = {'grid': {'step': 2}}
cfg = {'grid': {}}
print(cfg['grid'].get('step', 2))
