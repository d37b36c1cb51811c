namespace Unified.Media;

/// <summary>The identifiers of EBML elements, including the length marker, as big-endian numbers.</summary>
internal static class EbmlId
{
    public const uint Header = 0x1A45DFA3;
    public const uint DocType = 0x4282;
    public const uint Void = 0xEC;
    public const uint Checksum = 0xBF;

    public const uint Segment = 0x18538067;
    public const uint SeekHead = 0x114D9B74;
    public const uint Seek = 0x4DBB;
    public const uint SeekId = 0x53AB;
    public const uint SeekPosition = 0x53AC;
    public const uint Info = 0x1549A966;
    public const uint TimestampScale = 0x2AD7B1;
    public const uint Duration = 0x4489;
    public const uint Tracks = 0x1654AE6B;
    public const uint TrackEntry = 0xAE;
    public const uint TrackType = 0x83;
    public const uint CodecId = 0x86;
    public const uint Video = 0xE0;
    public const uint PixelWidth = 0xB0;
    public const uint PixelHeight = 0xBA;
    public const uint Cluster = 0x1F43B675;
    public const uint Timestamp = 0xE7;
    public const uint SimpleBlock = 0xA3;
    public const uint BlockGroup = 0xA0;
    public const uint ClusterPosition = 0xA7;
    public const uint PreviousSize = 0xAB;
    public const uint Cues = 0x1C53BB6B;
    public const uint Chapters = 0x1043A770;
    public const uint Attachments = 0x1941A469;
    public const uint Tags = 0x1254C367;
    public const uint Tag = 0x7373;
    public const uint SimpleTag = 0x67C8;
    public const uint TagName = 0x45A3;
    public const uint TagString = 0x4487;
    public const uint TagBinary = 0x4485;

    /// <summary>Returns true for a direct child of a cluster.</summary>
    public static bool IsInCluster(uint id) => id is Timestamp or SimpleBlock or BlockGroup or ClusterPosition or PreviousSize;

    /// <summary>Returns true for a direct child of a segment.</summary>
    public static bool IsInSegment(uint id) => id is SeekHead or Info or Tracks or Cluster or Cues or Chapters or Attachments or Tags;
}
