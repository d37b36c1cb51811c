namespace Unified.Media;

/// <summary>A driver that the host chose, and the call that chose it.</summary>
internal sealed class DriverChoice<TDriver>(string callName, Func<IServiceProvider, TDriver> create)
    where TDriver : class
{
    public string CallName { get; } = callName ?? throw new ArgumentNullException(nameof(callName));

    public Func<IServiceProvider, TDriver> Create { get; } = create ?? throw new ArgumentNullException(nameof(create));
}
