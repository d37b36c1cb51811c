namespace Unified.Media.Drivers;

/// <summary>How to store an object.</summary>
/// <param name="ContentType">The content type to give back: <c>image/png</c>.</param>
/// <param name="Mode">What to do when the key is taken.</param>
public sealed record PutOptions(string ContentType, PutMode Mode = PutMode.Create);
