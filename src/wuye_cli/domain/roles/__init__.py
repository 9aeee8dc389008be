"""Who may do what (角色与权限): the policy, the roster, and the tables that join them."""
