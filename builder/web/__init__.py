"""What is asked of hosts about the sources of a publication, only when told to: are they there, are there copies?"""
