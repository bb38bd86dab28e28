#!/usr/bin/env python3
X = json.dumps({})
