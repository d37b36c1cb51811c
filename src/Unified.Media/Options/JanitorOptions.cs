namespace Unified.Media;

/// <summary>How the janitor runs in this process.</summary>
public sealed class JanitorOptions
{
    /// <summary>
    /// Whether the janitor runs by itself. Without it, another process has to finish unfinished uploads and deletes;
    /// <see cref="MediaJanitor"/> can still be called.
    /// </summary>
    /// <value>True.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>How often the janitor looks for unfinished uploads and deletes: 1 second to 1 hour.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}
