namespace Unified.Media;

/// <summary>Options of the janitor in this process.</summary>
public sealed class JanitorOptions
{
    /// <summary>
    /// True to run the janitor periodically in this process. When false, another process must run it, or your application must call
    /// <see cref="IMediaJanitor.RunAsync"/>.
    /// </summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>The interval between two runs of the janitor: 1 second to 1 hour.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}
