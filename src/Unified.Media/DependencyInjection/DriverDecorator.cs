namespace Unified.Media;

/// <summary>A wrapper that the host put around a driver.</summary>
internal sealed class Decoration<TDriver>(Func<TDriver, IServiceProvider, TDriver> decorate)
    where TDriver : class
{
    private readonly Func<TDriver, IServiceProvider, TDriver> _decorate = decorate ?? throw new ArgumentNullException(nameof(decorate));

    public TDriver Apply(TDriver inner, IServiceProvider services) =>
        _decorate(inner, services) ?? throw new InvalidOperationException($"A decoration of {typeof(TDriver).Name} returned null.");
}
