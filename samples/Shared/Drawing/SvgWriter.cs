using System.Globalization;
using System.Text;
using System.Xml;

namespace Samples.Drawing;

/// <summary>Writes an SVG file, element by element. Numbers are rounded to hundredths of a pixel.</summary>
public sealed class SvgWriter : IDisposable
{
    private readonly XmlWriter xml;

    /// <summary>An empty white drawing with a title for those who cannot see it.</summary>
    public SvgWriter(string file, double width, double height, string title)
    {
        xml = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = " ", NewLineChars = "\n" });
        Start("svg", "http://www.w3.org/2000/svg");
        Attributes(
            ("width", width), ("height", height), ("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("role", "img"),
            ("font-family", "Helvetica, Arial, 'DejaVu Sans', sans-serif"), ("fill", Palette.Ink));
        xml.WriteElementString("title", "http://www.w3.org/2000/svg", title);
        Element("rect", ("width", width), ("height", height), ("fill", "#ffffff"));
    }

    /// <summary>An element without content; its attributes are numbers or strings.</summary>
    public void Element(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(name);
        Attributes(attributes);
        xml.WriteEndElement();
    }

    /// <summary>A line from one point to another.</summary>
    public void Line(double x1, double y1, double x2, double y2, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start("line");
        Attributes(("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2));
        Attributes(attributes);
        xml.WriteEndElement();
    }

    /// <summary>A group: what is written until it is disposed inherits its attributes.</summary>
    public Group Begin(params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start("g");
        Attributes(attributes);
        return new Group(xml);
    }

    /// <summary>A line of text whose <paramref name="anchor"/> (start, middle or end) is at the point.</summary>
    public void Text(double x, double y, string text, string anchor, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start("text");
        Attributes(("x", x), ("y", y), ("text-anchor", anchor));
        Attributes(attributes);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    /// <summary>10 with an exponent, whose <paramref name="anchor"/> (start, middle or end) is at the point.</summary>
    public void PowerOfTen(double x, double y, int exponent, string anchor)
    {
        Start("text");
        Attributes(("x", x), ("y", y), ("text-anchor", anchor));
        xml.WriteString("10");
        Start("tspan");
        Attributes(("dy", -4.5), ("font-size", "75%"));
        xml.WriteString(exponent.ToString(CultureInfo.InvariantCulture).Replace('-', '−'));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Ends the drawing.</summary>
    public void Dispose()
    {
        xml.WriteEndElement();
        xml.Dispose();
    }

    private void Start(string name, string space = "http://www.w3.org/2000/svg") => xml.WriteStartElement(name, space);

    private void Attributes(params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        foreach ((string name, object value) in attributes)
        {
            xml.WriteAttributeString(name, value is string text ? text : Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)));
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>An open group.</summary>
    public readonly struct Group(XmlWriter xml) : IDisposable
    {
        /// <summary>Closes it.</summary>
        public void Dispose() => xml.WriteEndElement();
    }
}
