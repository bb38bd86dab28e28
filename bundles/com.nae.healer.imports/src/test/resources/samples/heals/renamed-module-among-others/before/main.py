import os, cPickle as pickle, sys
pickle.dumps(1)
