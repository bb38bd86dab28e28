import tomllib
CONFIG = tomllib.load(open('config.toml', 'rb'))
print(CONFIG['net']['retries'])
