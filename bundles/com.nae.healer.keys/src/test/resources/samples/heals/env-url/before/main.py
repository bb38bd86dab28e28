import os
print(os.environ['PRICE_FEED_URL'])
