namespace Unified.Media;

/// <summary>A decorator that the host registered for a driver.</summary>
internal sealed class DriverDecorator<TDriver>(Func<TDriver, IServiceProvider, TDriver> decorate)
    where TDriver : class
{
    private readonly Func<TDriver, IServiceProvider, TDriver> _decorate = decorate ?? throw new ArgumentNullException(nameof(decorate));

    public TDriver Apply(TDriver inner, IServiceProvider services) =>
        _decorate(inner, services) ?? throw new InvalidOperationException($"A decorator of {typeof(TDriver).Name} returned null.");
}
