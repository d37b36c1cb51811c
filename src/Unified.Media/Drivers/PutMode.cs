namespace Unified.Media.Drivers;

/// <summary>The behavior of a put when the key already has an object.</summary>
public enum PutMode
{
    /// <summary>Fails, like <see cref="FileMode.CreateNew"/>. Uploads use only this mode, because a key is never used twice.</summary>
    CreateNew,

    /// <summary>Replaces the object.</summary>
    Overwrite,
}
