class Credentials:
    url: str
    hub: str
    group: str
    project: str
