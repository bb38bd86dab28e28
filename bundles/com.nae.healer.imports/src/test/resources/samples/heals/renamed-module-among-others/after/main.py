import os, pickle, sys
pickle.dumps(1)
