namespace Unified.Media.Drivers;

/// <summary>The ability to prepare a driver for use: create folders, update an embedded schema, check a connection.</summary>
public interface IPreparable
{
    /// <summary>
    /// Prepares the driver. Called when the host starts; without a host, the driver prepares itself on first use. It may be called more than
    /// once.
    /// </summary>
    Task PrepareAsync(CancellationToken cancellationToken);
}
