namespace Unified.Media.Postgres;

/// <summary>What may be done about a call whose outcome is not known.</summary>
internal enum Repetition
{
    /// <summary>It changes nothing: made again.</summary>
    Read,

    /// <summary>It changes something, and making it again comes to the same: made again.</summary>
    Repeatable,

    /// <summary>Only the caller can tell what a second call would mean: reported as unknown.</summary>
    Once,
}
