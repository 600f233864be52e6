internal import UnknotCore
