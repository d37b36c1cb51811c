namespace Unified.Media;

/// <summary>Settings of the janitor in this process.</summary>
public sealed class JanitorOptions
{
    /// <summary>
    /// Whether the janitor runs periodically in this process. When false, another process must run it, or your application must call
    /// <see cref="IMediaJanitor.RunAsync"/>.
    /// </summary>
    /// <value>True.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>The time between two runs of the janitor: 1 second to 1 hour.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}
