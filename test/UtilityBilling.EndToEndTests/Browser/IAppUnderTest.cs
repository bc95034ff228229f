namespace UtilityBilling.EndToEndTests.Browser;

/// <summary>A running site that a browser can visit.</summary>
public interface IAppUnderTest
{
    Uri BaseAddress { get; }
}
