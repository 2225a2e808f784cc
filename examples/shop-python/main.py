from shop import shop

shop.synth()
