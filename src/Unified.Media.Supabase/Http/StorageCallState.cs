namespace Unified.Media.Supabase;

/// <summary>The state that the attempts of one call share.</summary>
internal sealed class StorageCallState(StorageCall call)
{
    public StorageCall Call { get; } = call;

    /// <summary>True when the outcome of at least one attempt is unknown.</summary>
    public bool OutcomeUnknown { get; set; }

    /// <summary>The identity of the last attempt.</summary>
    public StorageIdentity? Identity { get; set; }
}
