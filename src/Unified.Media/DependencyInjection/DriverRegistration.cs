namespace Unified.Media;

/// <summary>A driver that the application selected.</summary>
/// <param name="callName">The method that registered the driver, for error messages: <c>UsePostgres</c>.</param>
/// <param name="create">Creates the driver.</param>
internal sealed class DriverRegistration<TDriver>(string callName, Func<IServiceProvider, TDriver> create)
    where TDriver : class
{
    public string CallName { get; } = callName ?? throw new ArgumentNullException(nameof(callName));

    public Func<IServiceProvider, TDriver> Create { get; } = create ?? throw new ArgumentNullException(nameof(create));
}
