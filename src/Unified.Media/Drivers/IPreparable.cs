namespace Unified.Media.Drivers;

/// <summary>The ability to make itself ready: create folders, bring an embedded schema up to date, check a connection.</summary>
public interface IPreparable
{
    /// <summary>Called when the host starts; a driver in use without a host prepares itself on first use. Again is harmless.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);
}
