namespace Unified.Media.Drivers;

/// <summary>What a put does when the key is taken.</summary>
public enum PutMode
{
    /// <summary>It fails. The protocol stores with nothing else: no key is ever used twice.</summary>
    Create,

    /// <summary>It replaces the object.</summary>
    Overwrite,
}
