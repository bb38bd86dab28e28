cfg = {'auth': {}}
DEFAULTS = {'auth': {'mode': 'open'}}
print(cfg['auth']['mode'])
