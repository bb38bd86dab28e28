try:
    import simplejson
except ImportError:
    simplejson = None

print(json.dumps(1))
