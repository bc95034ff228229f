using Points = System.Single;

namespace UtilityBilling.Billing.BillDocuments;

/// <summary>The notices. A message that does not fit whole goes to the next page whole.</summary>
internal sealed class BillMessagesBlock(BillCanvas canvas, BillWording wording, Points x, Points width)
{
    public const Points HeadingHeight = 18;

    private const Points Gap = 3;

    public Points Height(BillText message) => Lines(message).Count * BillLayout.MessageLeading + Gap;

    /// <summary>How many messages fit below the heading; one line is kept free to say that there are more.</summary>
    public int Fit(IReadOnlyList<BillText> messages, Points height)
    {
        var room = height - HeadingHeight;
        var count = 0;
        while (count < messages.Count)
        {
            room -= Height(messages[count]);
            var note = count + 1 < messages.Count ? BillLayout.MessageLeading : 0;
            if (room + Gap < note)
                break;
            count++;
        }
        return count;
    }

    public Points Heading(Points y) => canvas.Heading(wording["BillDocument:Messages"], x, y, width) + 2;

    public void Message(BillText message, Points y)
    {
        foreach (var line in Lines(message))
        {
            y += BillLayout.MessageLeading;
            canvas.Text(line, x, y - 2, BillLayout.MessageSize, width: width);
        }
    }

    public void Continued(Points y) => canvas.Text(wording["BillDocument:Messages.Continued"], x, y + 7.5f, BillLayout.MessageSize, BillFace.Bold, width: width);

    private IReadOnlyList<string> Lines(BillText message) => canvas.Wrap(wording.Text(message), BillLayout.MessageSize, width);
}
