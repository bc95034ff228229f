namespace UtilityBilling.Metering;

public enum MeterStatus { InStock, Installed, Retired }

/// <summary>Where a read file stands. Its bytes are kept whatever happens.</summary>
public enum ReadFileState { Previewed, Imported, Reversed, Discarded }

/// <summary>What became of one line of a read file. Missing is a meter without a reading, in the file or absent from it.</summary>
public enum ReadLineOutcome { Accepted, Exception, Rejected, Unknown, Duplicate, Missing }

/// <summary>How a value came to be.</summary>
public enum ReadKind { Actual, Estimated, Customer, ReRead }

public enum ReadSource { File, Manual, Estimate, Opening }

/// <summary>A read is received, then accepted or rejected; a correction supersedes it. Its value never changes.</summary>
public enum ReadState { Received, Accepted, Superseded, Rejected }

/// <summary>What becomes of bills whose estimates a later reading proves too high (MR-18).</summary>
public enum OverestimateChoice
{
    /// <summary>The usage since the last reading is spread anew by days; the estimated bills are taken back and billed anew.</summary>
    Rebill,

    /// <summary>The usage is spread anew; the estimated bills stay, and what they would now come to is put right by adjustments.</summary>
    Credit,

    /// <summary>Nothing is billed until the register has passed the estimate.</summary>
    Carry,
}

/// <summary>What was decided about a doubtful or missing read.</summary>
public enum ReadExceptionState { Open, Accepted, Estimated, ReRead, Held, Cleared }
