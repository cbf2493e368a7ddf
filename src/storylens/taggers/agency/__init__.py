"""Who acts on whom: each verb with its agents and patients, and what the verb's meaning says of them."""
