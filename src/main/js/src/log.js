// A log, opened in place. It stays at its end while it grows, unless the reader has scrolled up.
import React from 'react';
import { Follower } from './follow.js';
import { Guarded } from './guarded.js';
import { logAddress } from './rest.js';
import { size, text } from './words.js';

class Block extends Guarded {
  shouldComponentUpdate(next) {
    return next.block !== this.props.block;
  }

  draw() {
    return (
      <span className="deploy-hooks-block">
        {this.props.block.pieces.map((piece, at) =>
          piece.style ? (
            <span key={at} className={piece.style.replace(/(\S+)/g, 'deploy-hooks-$1')}>
              {piece.text}
            </span>
          ) : (
            piece.text
          )
        )}
      </span>
    );
  }
}

export class Log extends Guarded {
  constructor(props) {
    super(props);
    this.state = { blocks: null, start: 0, more: true, error: null };
    this.follower = null;
    this.atEnd = true;
    this.showAll = this.showAll.bind(this);
  }

  componentDidMount() {
    this.safely(() => {
      this.follower = new Follower(logAddress(this.props.logUrl), now => this.setState(now));
      this.follower.open(this.props.bytes);
    });
  }

  componentWillUnmount() {
    if (this.follower) {
      this.follower.close();
    }
  }

  componentWillUpdate() {
    const pre = this.pre;
    this.atEnd = !pre || pre.scrollHeight - pre.scrollTop - pre.clientHeight < 8;
  }

  componentDidUpdate() {
    if (this.pre && this.atEnd) {
      this.pre.scrollTop = this.pre.scrollHeight;
    }
  }

  showAll() {
    this.safely(() => {
      this.setState({ blocks: null, start: 0, more: true, error: null });
      this.follower.openAt(0);
    });
  }

  draw() {
    const { name, logUrl } = this.props;
    const { blocks, start, more, error } = this.state;
    return (
      <section className="deploy-hooks-log" aria-label={text('log.of', name)}>
        <p className="deploy-hooks-log-head">
          {start > 0 && (
            <span>
              {text('log.tail', size(start))}{' '}
              <button type="button" onClick={this.showAll}>
                {text('log.all')}
              </button>{' '}
            </span>
          )}
          <a href={logAddress(logUrl)} target="_blank" rel="noopener">
            {text('log.page')}
          </a>
        </p>
        {error && (
          <p className="deploy-hooks-error" role="alert">
            {text(more ? 'log.error' : 'log.gone')}
          </p>
        )}
        <pre tabIndex="0" role="log" aria-label={text('log.of', name)} aria-live="off" ref={pre => (this.pre = pre)}>
          {blocks && blocks.map((block, at) => <Block key={at} block={block} />)}
          {blocks && blocks.length === 0 && !more && !error && <em>{text('log.empty')}</em>}
        </pre>
        {more && !error && (
          <p className="deploy-hooks-note" role="status">
            {text(blocks ? 'log.follows' : 'loading')}
          </p>
        )}
      </section>
    );
  }
}
