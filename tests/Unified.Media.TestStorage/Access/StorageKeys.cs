namespace Unified.Media.TestStorage;

/// <summary>The keys of a server: tokens of the long-lived roles, and the opaque keys that only a gateway understands.</summary>
internal sealed record StorageKeys(string Service, string Anon, string Secret, string Publishable);
