import UnknotCore
